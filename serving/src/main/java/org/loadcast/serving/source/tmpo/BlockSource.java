package org.loadcast.serving.source.tmpo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.loadcast.serving.source.PullLog.Block;

/** Where blocks are. */
interface BlockSource {

    /** The sensors that have blocks there. */
    List<String> sensors() throws IOException;

    /**
     * The blocks of a sensor, in any order.
     *
     * @param after earlier ones may be left out; empty for all
     */
    List<Block> blocks(String sensor, Optional<Block> after) throws IOException;

    /** The gzipped bytes of a block. */
    byte[] bytes(Block block) throws IOException;

    /** What to call a block in messages. */
    String nameOf(Block block);
}
