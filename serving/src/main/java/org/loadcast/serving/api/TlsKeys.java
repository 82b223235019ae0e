package org.loadcast.serving.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes what Jetty needs from a certificate and a private key. */
final class TlsKeys {

    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----(.+?)-----END PRIVATE KEY-----", Pattern.DOTALL);

    /** Only for the store in memory, which nobody else sees. */
    private static final String IN_MEMORY = "in-memory";

    private TlsKeys() {}

    /** @throws IllegalArgumentException when the files are not what they should be */
    static SslContextFactory.Server load(TlsConfig config) {
        SslContextFactory.Server factory = new SslContextFactory.Server();
        try {
            String password = config.key().isPresent() ? IN_MEMORY : config.password();
            factory.setKeyStore(
                    config.key().isPresent()
                            ? ofPem(config.certificate(), config.key().get())
                            : ofPkcs12(config.certificate(), config.password()));
            factory.setKeyStorePassword(password);
            factory.setSniRequired(false);
            return factory;
        } catch (IOException | GeneralSecurityException wrong) {
            throw new IllegalArgumentException(
                    "The certificate or key in " + config.certificate() + " cannot be used: " + wrong.getMessage()
                            + ". Check server.tls, and the password of a PKCS#12 file.",
                    wrong);
        }
    }

    private static KeyStore ofPkcs12(Path file, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    private static KeyStore ofPem(Path certificate, Path key) throws IOException, GeneralSecurityException {
        Collection<? extends Certificate> chain;
        try (InputStream in = Files.newInputStream(certificate)) {
            chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", privateKey(key), IN_MEMORY.toCharArray(), chain.toArray(Certificate[]::new));
        return store;
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        Matcher pem = PRIVATE_KEY.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IllegalArgumentException("File " + file
                    + " has no unencrypted PKCS#8 key (BEGIN PRIVATE KEY). Convert it: openssl pkcs8 -topk8 -nocrypt -in "
                    + file.getFileName() + " -out key.pem");
        }
        PKCS8EncodedKeySpec spec =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : List.of("EC", "RSA", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException another) {
                // the key says itself what it is, but Java wants to be told
            }
        }
        throw new IllegalArgumentException("The key in " + file + " is none of EC, RSA and EdDSA. Make one of these.");
    }
}
