/**
 * Settings as people are told of them.
 *
 * <p>A class that is read from a configuration file says here, beside its fields, what can be set: names, what may stand there and in
 * which unit, what counts when nothing does, and what it is for. The reader of the file knows by it which names there are, and
 * the reference ({@code docs/configuration.md}) is written from it.
 */
@NullMarked
package org.loadcast.features.setting;

import org.jspecify.annotations.NullMarked;
