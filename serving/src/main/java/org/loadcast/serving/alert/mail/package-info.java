/**
 * Alerts by e-mail: a readable text, the same as HTML, and a small plot of each meter's load, drawn as PNG. This is the one place
 * that knows the mail library.
 */
@NullMarked
package org.loadcast.serving.alert.mail;

import org.jspecify.annotations.NullMarked;
