/**
 * The broker that comes along: HiveMQ Community Edition in this process, so that a first meter can send without a server
 * being installed.
 *
 * <p>It listens on loopback only, knows no passwords, and keeps sessions and their messages on the disk: what it acknowledged
 * outlives a crash. For other machines a broker of its own is configured.
 */
@NullMarked
package org.loadcast.serving.ingest.broker;

import org.jspecify.annotations.NullMarked;
