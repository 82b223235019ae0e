/**
 * Looks at an installation, and says for each thing that is wrong what to do.
 */
@NullMarked
package org.loadcast.serving.app.doctor;

import org.jspecify.annotations.NullMarked;
