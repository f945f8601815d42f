package io.mainstay.etcd.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BytesTest {
    @ParameterizedTest
    @CsvSource({"61, 62", "6100, 6101", "61ff, 62", "61ffff, 62", "ff, 00", "ffff, 00", "'', 00", "7f, 80", "80, 81"})
    void prefixEnd_isTheFirstKeyAfterThePrefix(String prefix, String end) {
        assertThat(Bytes.fromHex(prefix).prefixEnd()).isEqualTo(Bytes.fromHex(end));
    }

    @Test
    void order_isUnsignedAndShorterFirst() {
        List<Bytes> ordered = Stream.of("", "00", "0000", "01", "7f", "80", "ff", "ff00")
                .map(Bytes::fromHex)
                .toList();
        assertThat(ordered.stream().sorted().toList()).isEqualTo(ordered);
    }

    @Test
    void next_isTheSmallestKeyAfter() {
        assertThat(Bytes.utf8("a").next()).isEqualTo(Bytes.fromHex("6100")).isGreaterThan(Bytes.utf8("a"));
    }

    @Test
    void content_isCopiedInAndOut_andNotShown() {
        byte[] raw = {1, 2};
        Bytes bytes = Bytes.of(raw);
        raw[0] = 9;
        bytes.toByteArray()[1] = 9;
        assertThat(bytes.hex()).isEqualTo("0102");
        assertThat(bytes).hasToString("Bytes[2]").isEqualTo(Bytes.fromHex("0102"));
        assertThat(bytes.hashCode()).isEqualTo(Bytes.fromHex("0102").hashCode());
    }

    @Test
    void slice_checksItsBounds() {
        Bytes bytes = Bytes.utf8("abc");
        assertThat(bytes.slice(1, 3).utf8()).isEqualTo("bc");
        assertThatThrownBy(() -> bytes.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> bytes.slice(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void ranges_containTheirKeys() {
        KeyRange prefix = KeyRange.prefix(Bytes.fromHex("ff"));
        assertThat(prefix.contains(Bytes.fromHex("ff"))).isTrue();
        assertThat(prefix.contains(Bytes.fromHex("ffff01"))).isTrue();
        assertThat(prefix.contains(Bytes.fromHex("fe"))).isFalse();
        assertThat(KeyRange.prefix("")).isEqualTo(KeyRange.all());
        assertThat(KeyRange.single(Bytes.utf8("a")).contains(Bytes.utf8("aa"))).isFalse();
        assertThat(KeyRange.between(Bytes.utf8("b"), Bytes.utf8("a")).contains(Bytes.utf8("b")))
                .isFalse();
    }

    @Test
    void deletingEverything_mustBeSaid() {
        assertThatThrownBy(() -> DeleteRequest.of(Bytes.EMPTY).prefix())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("allKeys()");
        assertThatThrownBy(() -> DeleteRequest.of(Bytes.EMPTY).fromKey()).isInstanceOf(IllegalArgumentException.class);
        assertThat(DeleteRequest.of(Bytes.EMPTY).allKeys().range()).isEqualTo(KeyRange.all());
    }
}
