/**
 * One class for every subcommand of {@code loadcast}: its options, what it prints, its exit status. The work itself is done elsewhere.
 */
@NullMarked
package org.loadcast.serving.app.command;

import org.jspecify.annotations.NullMarked;
