package io.mainstay.console.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.mainstay.etcd.kv.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "61 | \"a\"",
                "6122 | \"a\\\"\"",
                "5c | \"\\\\\"",
                "07080c0a0d090b | \"\\a\\b\\f\\n\\r\\t\\v\"",
                "001f7f | \"\\x00\\x1f\\x7f\"",
                "c3a9 | \"é\"",
                "ff61 | \"\\xffa\"",
                "c3 | \"\\xc3\"",
                "c328 | \"\\xc3(\"",
                "c080 | \"\\xc0\\x80\"",
                "e08080 | \"\\xe0\\x80\\x80\"",
                "eda080 | \"\\xed\\xa0\\x80\"",
                "f4908080 | \"\\xf4\\x90\\x80\\x80\"",
                "f09f9880 | \"😀\"",
                "c2a0 | \"\\u00a0\"",
                "e280a8 | \"\\u2028\"",
                "f3a08081 | \"\\U000e0001\""
            })
    void bytesAreQuotedAsGoDoes(String hex, String quoted) {
        assertThat(Quoted.of(Bytes.fromHex(hex))).isEqualTo(quoted);
    }

    @Test
    void nothingIsTwoQuotes() {
        assertThat(Quoted.of("")).isEqualTo("\"\"");
    }
}
