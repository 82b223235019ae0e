/**
 * Who may do what.
 *
 * <p>An {@link org.loadcast.serving.access.ApiKey} gives a {@link org.loadcast.serving.access.Role} and may be limited to
 * groups of meters; {@link org.loadcast.serving.access.Keys} makes, checks and revokes them. A person at the web page trades a
 * key for a {@link org.loadcast.serving.access.Sessions session}. As long as there is no key, only this machine may come in.
 * What somebody changed stands in the {@link org.loadcast.serving.access.AuditLog}. This package knows nothing of HTTP.
 */
@NullMarked
package org.loadcast.serving.access;

import org.jspecify.annotations.NullMarked;
