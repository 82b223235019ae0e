/**
 * What would be if: forecasts under suppositions.
 *
 * <p>A {@link org.loadcast.serving.whatif.Scenario} supposes another temperature, days on which nobody is there, and loads that will be
 * switched on. {@link org.loadcast.serving.whatif.WhatIf} works the forecast out with and without it. Nothing is stored.
 */
@NullMarked
package org.loadcast.serving.whatif;

import org.jspecify.annotations.NullMarked;
