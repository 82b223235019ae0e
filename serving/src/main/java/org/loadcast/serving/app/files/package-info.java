/**
 * Files that come in and go out as a whole: the CSV files of an import, a simulation as such files, the copy of an installation.
 */
@NullMarked
package org.loadcast.serving.app.files;

import org.jspecify.annotations.NullMarked;
