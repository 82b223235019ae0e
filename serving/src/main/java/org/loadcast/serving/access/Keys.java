package org.loadcast.serving.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes, checks and revokes keys. Thread-safe.
 *
 * <p>A key is {@code lc_ID_SECRET} with 256 random bits, so that its SHA-256 cannot be turned back by trying: a slow hash would
 * only protect what people choose. What another process changes counts after a second.
 */
public final class Keys {

    private static final Pattern FORM = Pattern.compile("lc_([0-9a-f]{8})_[A-Za-z0-9_-]{43}");
    private static final int ID_BYTES = 4;
    private static final int SECRET_BYTES = 32;
    private static final long TRUSTED_NANOS = 1_000_000_000L;

    private final KeyStore store;
    private final People people;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private volatile Known known;

    private record Known(Map<String, ApiKey> byId, boolean any, long readNanos) {}

    /** A key that was just made: {@code secret} is shown once and never kept. */
    public record Fresh(ApiKey key, String secret) {}

    /**
     * The keys of {@code store}.
     *
     * @param people whose keys reach what stands there, and do not work when their owner is not there
     *
     * @throws org.loadcast.features.store.StoreException when they cannot be read
     */
    public Keys(KeyStore store, People people, Clock clock) {
        this.store = store;
        this.people = people;
        this.clock = clock;
        this.known = read();
    }

    private Known read() {
        List<ApiKey> valid = store.all().stream().filter(ApiKey::works).toList();
        return new Known(
                valid.stream().collect(Collectors.toUnmodifiableMap(ApiKey::id, Function.identity())),
                !valid.isEmpty(),
                System.nanoTime());
    }

    private Known known() {
        Known last = known;
        if (System.nanoTime() - last.readNanos() < TRUSTED_NANOS) {
            return last;
        }
        Known fresh = read();
        known = fresh;
        return fresh;
    }

    /** Whether any key works. */
    public boolean exist() {
        return known().any();
    }

    /**
     * Makes a key.
     *
     * @throws IllegalArgumentException when the name is not usable, or an admin would be limited
     */
    public Fresh create(String name, Role role, Set<String> groups) {
        return create(name, role, groups, Optional.empty());
    }

    /**
     * Makes a key for a person.
     *
     * @throws IllegalArgumentException when there is no such person
     */
    public Fresh createFor(String person) {
        Person owner = people.find(person)
                .orElseThrow(() -> new IllegalArgumentException("There is no person '" + person
                        + "'. Give access first: loadcast sites set FILE, or PUT /api/v1/people/{name}."));
        return create(person, owner.role(), owner.keyGroups(), Optional.of(person));
    }

    private Fresh create(String name, Role role, Set<String> groups, Optional<String> person) {
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        String shown = "lc_" + HexFormat.of().formatHex(id) + "_"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        ApiKey key = new ApiKey(
                HexFormat.of().formatHex(id),
                name,
                role,
                new TreeSet<>(groups),
                person,
                sha256(shown),
                clock.instant(),
                Optional.empty());
        store.add(key);
        known = read();
        return new Fresh(key, shown);
    }

    /** The key that {@code secret} is; empty when there is no such key or it was revoked. */
    public Optional<ApiKey> check(String secret) {
        Matcher form = FORM.matcher(secret);
        if (!form.matches()) {
            return Optional.empty();
        }
        return find(form.group(1))
                .filter(key -> MessageDigest.isEqual(
                        key.secretSha256().getBytes(StandardCharsets.US_ASCII),
                        sha256(secret).getBytes(StandardCharsets.US_ASCII)));
    }

    /** A key that works, by its id, with what it may do at this moment. */
    Optional<ApiKey> find(String id) {
        return Optional.ofNullable(known().byId().get(id))
                .flatMap(key -> key.person().isEmpty()
                        ? Optional.of(key)
                        : key.person().flatMap(people::find).map(key::reaching));
    }

    /** All keys ever made, oldest first. */
    public List<ApiKey> all() {
        return store.all();
    }

    /** Makes a key stop to work; whether there was one that worked. */
    public boolean revoke(String id) {
        boolean revoked = store.revoke(id, clock.instant());
        known = read();
        return revoked;
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256.", impossible);
        }
    }
}
