/**
 * The way in. {@code Loadcast} is the command line: it has one class for every subcommand in {@code command}, which shows its work by
 * {@code console}, reads {@code settings}, and gets the adapters of an installation from {@code wiring}. The service itself
 * ({@code wiring.Service}) is made there too. {@code files}, {@code live} and {@code doctor} are what some commands do.
 */
@NullMarked
package org.loadcast.serving.app;

import org.jspecify.annotations.NullMarked;
