/**
 * Homes and buildings with their sensors, groups of meters with captions, and people's access to them.
 *
 * <p>All of it is one {@link org.loadcast.serving.site.SiteBook}, read from JSON, YAML or an Excel workbook by the same
 * {@link org.loadcast.serving.site.BookReader}, which tells every error with its place before anything changes. The
 * {@link org.loadcast.serving.site.SiteDesk} puts a book into force: it enters roles, groups and derived meters into the
 * directory. {@link org.loadcast.serving.site.SiteTotals} says how consumption, production and net follow from what is measured;
 * {@link org.loadcast.serving.site.Derivation} writes them for the time whose readings changed, which
 * {@link org.loadcast.serving.site.WatchedStores} notes with every write of a sensor's reading.
 */
@NullMarked
package org.loadcast.serving.site;

import org.jspecify.annotations.NullMarked;
