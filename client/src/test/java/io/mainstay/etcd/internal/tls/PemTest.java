package io.mainstay.etcd.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTest {
    private static final String CERTIFICATE = PemFiles.text("ec.cert");

    @Test
    void blocksComeInTheirOrderAndTextAroundThemIsPassedOver() throws PemException {
        assertThat(Pem.parse(PemFiles.bytes("ec.bag")))
                .extracting(Pem.Block::label)
                .containsExactly("CERTIFICATE", "PRIVATE KEY");
        assertThat(labels("before\n" + CERTIFICATE + "between: yes\n" + CERTIFICATE + "after"))
                .containsExactly("CERTIFICATE", "CERTIFICATE");
    }

    @Test
    void lineEndsOfAllSystemsAndAByteOrderMarkAreBorne() throws PemException {
        byte[] der = Pem.parse(PemFiles.bytes("ec.cert")).get(0).der();
        for (String text : List.of(
                CERTIFICATE.replace("\n", "\r\n"),
                CERTIFICATE.replace("\n", "\r"),
                CERTIFICATE.replace("\n", "  \n\t"),
                CERTIFICATE.strip(),
                "\u00ef\u00bb\u00bf" + CERTIFICATE)) {
            assertThat(Pem.parse(text.getBytes(StandardCharsets.ISO_8859_1))
                            .get(0)
                            .der())
                    .isEqualTo(der);
        }
    }

    @Test
    void headersAreRead() throws PemException {
        Pem.Block block = Pem.parse(PemFiles.bytes("rsa.old-encryption")).get(0);
        assertThat(block.header("Proc-Type")).isEqualTo("4,ENCRYPTED");
        assertThat(block.header("None")).isEmpty();
        assertThat(block.toString()).isEqualTo("RSA PRIVATE KEY");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',                                                                        is empty
            'text',                                                                    holds no PEM block
            '-----BEGIN A-----\nAAAA\n',                                               without its END
            '-----BEGIN A-----\nAAAA\n-----END B-----',                                without its END
            '-----BEGIN A-----\nAAAA\n-----BEGIN A-----\nAAAA\n-----END A-----',       without its END
            'AAAA\n-----END A-----',                                                   END without its BEGIN
            '-----BEGIN A-----\nA?AA\n-----END A-----',                                not base64
            '-----BEGIN A-----\nAAA=AAAA\n-----END A-----',                            not base64
            '-----BEGIN A-----\n-----END A-----',                                      empty block
            '0\u0001\u0002',                                                           binary
            """)
    void damageIsSaid(String text, String words) {
        byte[] bytes = text.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Pem.parse(bytes))
                .isInstanceOf(PemException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aTextInUtf16IsSaidToBeBinary() {
        assertThatThrownBy(() -> Pem.parse(CERTIFICATE.getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("UTF-16");
    }

    @Test
    void certificatesAreReadInTheirOrder() throws PemException {
        String both = PemFiles.text("rsa.cert") + PemFiles.text("ec.pkcs8") + CERTIFICATE;
        assertThat(Certificates.read(both.getBytes(StandardCharsets.US_ASCII)))
                .extracting(each -> each.getSubjectX500Principal().getName())
                .containsExactly("CN=rsa", "CN=ec");
        assertThatThrownBy(() -> Certificates.read(PemFiles.bytes("ec.pkcs8")))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("no certificate but PRIVATE KEY");
        String other = CERTIFICATE.replace("CERTIFICATE", "TRUSTED CERTIFICATE");
        assertThatThrownBy(() -> Certificates.read(other.getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("TRUSTED CERTIFICATE");
    }

    private static List<String> labels(String text) throws PemException {
        return Pem.parse(text.getBytes(StandardCharsets.ISO_8859_1)).stream()
                .map(Pem.Block::label)
                .toList();
    }
}
