/** A book of sites as an Excel workbook with the sheets Sensors, Access and Groups, by fastexcel. */
@NullMarked
package org.loadcast.serving.site.excel;

import org.jspecify.annotations.NullMarked;
