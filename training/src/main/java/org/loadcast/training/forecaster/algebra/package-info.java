/** Matrix products in native code, for methods that spend their time in them. */
@NullMarked
package org.loadcast.training.forecaster.algebra;

import org.jspecify.annotations.NullMarked;
