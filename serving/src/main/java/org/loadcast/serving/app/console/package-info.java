/**
 * What a terminal shows and gets: lines, progress, tables, sparklines, files or standard output; and {@code CommandFailure}, a failure
 * that is told in one line. Nothing here knows a command.
 */
@NullMarked
package org.loadcast.serving.app.console;

import org.jspecify.annotations.NullMarked;
