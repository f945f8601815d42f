package io.mainstay.etcd.embedded.internal.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.embedded.internal.auth.Caller.SignedIn;
import io.mainstay.etcd.embedded.internal.refusal.Refused;
import io.mainstay.etcd.testing.FakeClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final SignedIn ANN = new SignedIn("ann \"née\"", 5);

    @TempDir
    Path folder;

    private final FakeClock clock = new FakeClock();
    private final Tokens simple = new SimpleTokens(clock, Duration.ofMinutes(5));

    @Test
    void aSimpleTokenLivesForSomeTimeAfterItsLastUse() {
        String token = simple.make(ANN, 77);
        assertThat(token).matches("[a-zA-Z]{16}\\.77");
        clock.advance(Duration.ofMinutes(4));
        assertThat(simple.find(token, 9)).isEqualTo(new SignedIn(ANN.user(), 9));
        clock.advance(Duration.ofMinutes(4));
        assertThat(simple.find(token, 9)).isNotNull();
        clock.advance(Duration.ofMinutes(5).plusNanos(1));
        assertThat(simple.find(token, 9)).isNull();
        assertThat(simple.find("nonsense.1", 9)).isNull();
    }

    @Test
    void aSimpleTokenEndsWithItsUserItsPasswordAndTheSwitch() {
        String token = simple.make(ANN, 1);
        simple.changed(new AuthChange.ChangePassword("bob", ""));
        simple.changed(new AuthChange.DeleteUser("bob"));
        simple.changed(new AuthChange.GrantRole(ANN.user(), "role"));
        assertThat(simple.find(token, 1)).isNotNull();
        simple.changed(new AuthChange.ChangePassword(ANN.user(), ""));
        assertThat(simple.find(token, 1)).isNull();
        token = simple.make(ANN, 2);
        simple.changed(new AuthChange.DeleteUser(ANN.user()));
        assertThat(simple.find(token, 1)).isNull();
        token = simple.make(ANN, 3);
        simple.changed(new AuthChange.Disable());
        assertThat(simple.find(token, 1)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "HS256, secret",
        "HS384, secret",
        "HS512, secret",
        "RS256, RSA",
        "RS512, RSA",
        "PS256, RSA",
        "PS512, RSA",
        "ES256, EC 256",
        "ES384, EC 384",
        "ES512, EC 521",
        "EdDSA, Ed25519"
    })
    void aSignedTokenSaysWhoseItIsUntilItsTime(String method, String keys) throws Exception {
        Tokens tokens = jwt(method, keys);
        String token = tokens.make(ANN, 0);
        assertThat(tokens.find(token, 9)).isEqualTo(ANN);
        tokens.changed(new AuthChange.DeleteUser(ANN.user()));
        clock.advance(Duration.ofSeconds(88));
        assertThat(tokens.find(token, 9)).isEqualTo(ANN);
        clock.advance(Duration.ofSeconds(2));
        assertThat(tokens.find(token, 9)).isNull();
    }

    @Test
    void aSignedTokenThatWasTouchedIsNone() throws Exception {
        Tokens tokens = jwt("RS256", "RSA");
        String[] parts = tokens.make(ANN, 0).split("\\.", -1);
        String other = part("{\"username\":\"root\",\"revision\":5,\"exp\":99999999999}");
        assertThat(tokens.find(parts[0] + "." + other + "." + parts[2], 5)).isNull();
        assertThat(tokens.find(parts[0] + "." + parts[1], 5)).isNull();
        assertThat(tokens.find(parts[0] + "." + parts[1] + "." + parts[2] + ".x", 5))
                .isNull();
        assertThat(tokens.find(part("{\"alg\":\"none\"}") + "." + other + ".", 5))
                .isNull();
        assertThat(tokens.find("", 5)).isNull();
        assertThat(tokens.find("..", 5)).isNull();
        assertThat(tokens.find("%.%.%", 5)).isNull();
    }

    /** The public key of RS256 must never serve as the secret of HS256. */
    @Test
    void aTokenOfAnotherMethodIsNone() throws Exception {
        Tokens rsa = jwt("RS256", "RSA");
        String token = rsa.make(ANN, 0);
        assertThat(jwt("RS512", "RSA").find(token, 5)).isNull();
        Path publicKey = folder.resolve("public.pem");
        Tokens hmac = TokenOptions.parse("jwt,sign-method=HS256,priv-key=" + publicKey, Duration.ZERO)
                .tokens(clock);
        assertThat(rsa.find(hmac.make(ANN, 0), 5)).isNull();
    }

    @Test
    void withAPublicKeyOnlyTokensAreKnownAgain_andNoneIsMade() throws Exception {
        String token = jwt("RS256", "RSA").make(ANN, 0);
        Tokens verifying = TokenOptions.parse(
                        "jwt,sign-method=RS256,pub-key=" + folder.resolve("public.pem"), Duration.ZERO)
                .tokens(clock);
        assertThat(verifying.find(token, 5)).isEqualTo(ANN);
        assertThatThrownBy(() -> verifying.make(ANN, 0))
                .isInstanceOf(Refused.class)
                .hasMessage("auth: token signing attempted with verify-only key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "paseto",
                "jwt",
                "jwt,sign-method=none",
                "jwt,sign-method=RS256",
                "jwt,sign-method",
                "jwt,a=b,a=b",
                "jwt,sign-method=HS256",
                "jwt,sign-method=RS256,pub-key=/no/such/file",
                "simple,ttl=5s"
            })
    void refusesOptionsThatSayNothingGood(String flag) {
        assertThatThrownBy(() -> TokenOptions.parse(flag, Duration.ofMinutes(5)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesKeysThatDoNotMatch_andALifeThatIsNone() throws Exception {
        jwt("RS256", "RSA");
        Path foreign = pem("foreign.pem", "PUBLIC KEY", keys("RSA").getPublic().getEncoded());
        String method = "jwt,sign-method=RS256,priv-key=" + folder.resolve("private.pem");
        assertThatThrownBy(() -> TokenOptions.parse(method + ",pub-key=" + foreign, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not match");
        assertThatThrownBy(() -> TokenOptions.parse(method + ",ttl=5", Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ttl");
    }

    private Tokens jwt(String method, String keys) throws Exception {
        String options = "jwt,sign-method=" + method + ",ttl=1m30s";
        if (keys.equals("secret")) {
            Path secret = Files.writeString(folder.resolve("secret"), "not for anybody");
            return TokenOptions.parse(options + ",priv-key=" + secret, Duration.ZERO)
                    .tokens(clock);
        }
        Path publicKey = folder.resolve("public.pem");
        Path privateKey = folder.resolve("private.pem");
        if (!Files.exists(publicKey)) {
            KeyPair pair = keys(keys);
            pem("public.pem", "PUBLIC KEY", pair.getPublic().getEncoded());
            pem("private.pem", "PRIVATE KEY", pair.getPrivate().getEncoded());
        }
        return TokenOptions.parse(options + ",pub-key=" + publicKey + ",priv-key=" + privateKey, Duration.ZERO)
                .tokens(clock);
    }

    private static KeyPair keys(String kind) throws NoSuchAlgorithmException {
        String[] parts = kind.split(" ", -1);
        KeyPairGenerator generator = KeyPairGenerator.getInstance(parts[0]);
        if (parts.length > 1) {
            generator.initialize(Integer.parseInt(parts[1]));
        }
        return generator.generateKeyPair();
    }

    private Path pem(String name, String label, byte[] der) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(
                folder.resolve(name), "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n");
    }

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
