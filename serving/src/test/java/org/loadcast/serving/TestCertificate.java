package org.loadcast.serving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that has signed itself, for localhost and 127.0.0.1, made by the JDK's keytool.
 *
 * @param keystore PKCS #12, with {@link #PASSWORD}
 * @param certificate PEM
 * @param key PEM, PKCS #8
 */
public record TestCertificate(Path keystore, Path certificate, Path key) {

    public static final String PASSWORD = "not-a-secret";

    private static final String ALIAS = "this";

    /** Makes one whose common name is {@code name}. */
    public static TestCertificate make(Path directory, String name)
            throws IOException, GeneralSecurityException, InterruptedException {
        Path keystore = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keystore.toString())
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool made no certificate for " + name);
        }
        KeyStore made = read(keystore);
        return new TestCertificate(
                keystore,
                pem(
                        directory.resolve(name + ".pem"),
                        "CERTIFICATE",
                        made.getCertificate(ALIAS).getEncoded()),
                pem(
                        directory.resolve(name + ".key"),
                        "PRIVATE KEY",
                        made.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    /** A key store that trusts it. */
    public KeyStore trusted() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(ALIAS, read(keystore).getCertificate(ALIAS));
        return trusted;
    }

    private static KeyStore read(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
