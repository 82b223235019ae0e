package org.loadcast.training.registry;

import java.io.IOException;

/** Work that the disk may refuse. */
@FunctionalInterface
interface DiskWork<T> {

    T run() throws IOException;
}
