/**
 * Meters on a map, for QGIS and other tools: as GeoJSON (RFC 7946), and as CSV with WKT.
 *
 * <p>A {@link org.loadcast.serving.map.MapLayer} is a table with a point in every row: {@link org.loadcast.serving.map.MeterLayer} has
 * a row for each meter, at one time; {@link org.loadcast.serving.map.SeriesLayer} has one for each meter and hour, from a day back
 * to two days ahead, for QGIS's temporal controller. Coordinates are longitude, latitude (WGS 84); a meter without a place is left
 * out and counted.
 */
@NullMarked
package org.loadcast.serving.map;

import org.jspecify.annotations.NullMarked;
