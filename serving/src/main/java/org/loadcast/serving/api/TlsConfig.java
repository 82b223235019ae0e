package org.loadcast.serving.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.loadcast.features.setting.Setting;

/**
 * The server's certificate and its private key.
 *
 * @param certificate PEM file of the certificate and those that it stands on; or a PKCS#12 file with key and certificates
 * @param key PEM file of the private key; empty for a PKCS#12 file
 * @param password of the PKCS#12 file
 */
public record TlsConfig(Path certificate, Optional<Path> key, String password) {

    /** What can be set under {@code server.tls}. */
    static final List<Setting> SETTINGS = List.of(
            Setting.without(
                    "certificate", "PEM file", "plain HTTP", "the server's certificate and those that it stands on"),
            Setting.without("key", "PEM file", "plain HTTP", "its private key"),
            Setting.without("keystore", "PKCS #12 file", "plain HTTP", "both, in place of the PEM files"),
            Setting.without("password", "text", "empty", "of the PKCS #12 file"));

    public TlsConfig {
        requireFile(certificate);
        key.ifPresent(TlsConfig::requireFile);
    }

    private static void requireFile(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "File " + file
                            + " of server.tls cannot be read. Name the PEM files certificate and key, or a PKCS#12 file keystore.");
        }
    }

    /**
     * Reads {@code certificate} and {@code key}, or {@code keystore} and {@code password}.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static TlsConfig parse(Map<String, String> settings) {
        Set<String> unknown = new TreeSet<>(settings.keySet());
        SETTINGS.forEach(setting -> unknown.remove(setting.name()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Setting server.tls."
                    + unknown.iterator().next() + " is not known. There are: certificate, key, keystore, password.");
        }
        Optional<Path> certificate = path(settings, "certificate");
        Optional<Path> key = path(settings, "key");
        Optional<Path> keystore = path(settings, "keystore");
        if (keystore.isPresent() && certificate.isEmpty() && key.isEmpty()) {
            return new TlsConfig(keystore.get(), Optional.empty(), settings.getOrDefault("password", ""));
        }
        if (keystore.isEmpty() && certificate.isPresent() && key.isPresent()) {
            return new TlsConfig(certificate.get(), key, "");
        }
        throw new IllegalArgumentException(
                "The settings of server.tls are incomplete: give certificate and key (PEM), or keystore and password (PKCS#12).");
    }

    private static Optional<Path> path(Map<String, String> settings, String name) {
        return Optional.ofNullable(settings.get(name)).map(Path::of);
    }

    @Override
    public String toString() {
        return "TLS with " + certificate;
    }
}
