/**
 * The settings of an installation: one record, read from a YAML file and the environment, all errors at once.
 */
@NullMarked
package org.loadcast.serving.app.settings;

import org.jspecify.annotations.NullMarked;
