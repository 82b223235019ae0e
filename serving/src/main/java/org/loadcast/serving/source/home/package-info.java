/** What homes can export: the history of Home Assistant, and the Green Button files of utilities. */
@NullMarked
package org.loadcast.serving.source.home;

import org.jspecify.annotations.NullMarked;
