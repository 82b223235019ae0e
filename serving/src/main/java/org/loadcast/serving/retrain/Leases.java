package org.loadcast.serving.retrain;

import java.time.Duration;
import java.util.Optional;

/** The one lease of training that all instances on the same data share; its time is that of the wall. Thread-safe. */
public interface Leases {

    /** Takes the lease for {@code length}; empty while it is taken. */
    Optional<Lease> take(String holder, Duration length);

    /** Keeps the lease for {@code length} from now on; empty when it ended and somebody else has taken it. */
    Optional<Lease> renew(Lease lease, Duration length);

    /** Gives the lease back; nothing happens when somebody else has it by now. */
    void release(Lease lease);

    /** Whoever has the lease now. */
    Optional<Lease> current();
}
