package org.loadcast.serving.ingest.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** Reads certificates and private keys from PEM files, the form in which brokers have them. */
final class PemFiles {

    private static final Pattern KEY = Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "Ed25519");

    private PemFiles() {}

    /** Trust in the certificates of a file, and in no others. */
    static TrustManagerFactory trust(Path authority) {
        try {
            KeyStore store = emptyStore();
            int index = 0;
            for (Certificate certificate : certificates(authority)) {
                store.setCertificateEntry("ca-" + index++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalArgumentException(
                    "mqtt.tls_ca " + authority + " holds no certificates in PEM form: " + wrong.getMessage(), wrong);
        }
    }

    /** A certificate of ours with its key. */
    static KeyManagerFactory identity(Path certificate, Path key) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(
                    "client",
                    privateKey(key),
                    new char[0],
                    certificates(certificate).toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            return keys;
        } catch (GeneralSecurityException | IOException wrong) {
            throw new IllegalArgumentException(
                    "mqtt.tls_certificate " + certificate + " and mqtt.tls_key " + key + " cannot be used: "
                            + wrong.getMessage(),
                    wrong);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static List<Certificate> certificates(Path file) throws GeneralSecurityException, IOException {
        List<Certificate> certificates = List.copyOf(CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
        if (certificates.isEmpty()) {
            throw new IOException("there is none in it");
        }
        return certificates;
    }

    private static PrivateKey privateKey(Path file) throws GeneralSecurityException, IOException {
        Matcher pem = KEY.matcher(Files.readString(file));
        if (!pem.find()) {
            throw new IOException(
                    "the key is not in the form BEGIN PRIVATE KEY; convert it with openssl pkcs8 -topk8 -nocrypt");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        GeneralSecurityException last = new GeneralSecurityException("no kind of key fits");
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (GeneralSecurityException another) {
                last = another;
            }
        }
        throw last;
    }
}
