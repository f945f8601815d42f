package io.mainstay.etcd.embedded.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.mainstay.etcd.proto.rpc.AlarmResponse;
import io.mainstay.etcd.proto.rpc.HashKVResponse;
import io.mainstay.etcd.proto.rpc.LeaseGrantRequest;
import io.mainstay.etcd.proto.rpc.MemberListResponse;
import io.mainstay.etcd.proto.rpc.RangeRequest;
import io.mainstay.etcd.proto.rpc.RangeResponse;
import io.mainstay.etcd.proto.rpc.StatusResponse;
import io.mainstay.etcd.proto.rpc.TxnRequest;
import io.mainstay.etcd.proto.rpc.TxnResponse;
import io.mainstay.etcd.proto.rpc.WatchRequest;
import io.mainstay.etcd.proto.rpc.WatchResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Messages as JSON, held against protobuf's own reader and writer, which agree about everything that is right. About
 * what is wrong the comparison with real etcds has the word.
 */
class JsonMessagesTest {
    private static final int TIMES = 300;
    private static final List<Message> FORMS = List.of(
            RangeRequest.getDefaultInstance(),
            RangeResponse.getDefaultInstance(),
            TxnRequest.getDefaultInstance(),
            TxnResponse.getDefaultInstance(),
            WatchRequest.getDefaultInstance(),
            WatchResponse.getDefaultInstance(),
            LeaseGrantRequest.getDefaultInstance(),
            StatusResponse.getDefaultInstance(),
            HashKVResponse.getDefaultInstance(),
            MemberListResponse.getDefaultInstance(),
            AlarmResponse.getDefaultInstance());

    private final long seed = Long.getLong("mainstay.seed", System.identityHashCode(new Object()));
    private final Random random = new Random(seed);
    private final RandomMessages messages = new RandomMessages(random);

    @BeforeEach
    void tellSeed() {
        System.out.println("JsonMessagesTest: -Dmainstay.seed=" + seed);
    }

    @Test
    void whatIsWrittenIsReadByProtobuf() throws Exception {
        for (Message form : FORMS) {
            for (int i = 0; i < TIMES; i++) {
                Message message = messages.next(form);
                Message.Builder read = form.newBuilderForType();
                JsonFormat.parser().merge(written(message), read);
                assertThat(read.build()).isEqualTo(message);
            }
        }
    }

    @Test
    void whatProtobufWritesIsRead() throws Exception {
        List<JsonFormat.Printer> printers = List.of(
                JsonFormat.printer(),
                JsonFormat.printer().preservingProtoFieldNames(),
                JsonFormat.printer().omittingInsignificantWhitespace().printingEnumsAsInts());
        for (Message form : FORMS) {
            for (int i = 0; i < TIMES; i++) {
                Message message = messages.next(form);
                String json = printers.get(i % printers.size()).print(message);
                assertThat(MessageReader.read(split(json).get(0), form)).isEqualTo(message);
            }
        }
    }

    @Test
    void aTextIsCutIntoItsValuesWhereverItsBytesAreParted() {
        List<String> values = List.of(
                "{\"a\":[1,{\"b\":\"}]\\\"\"}]}",
                "12",
                "-0.5e+3",
                "\"x\\u00e9{\"",
                "true",
                "null",
                "[]",
                "{}",
                "[[\"\"],0]");
        for (int i = 0; i < TIMES; i++) {
            List<String> chosen = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(6); n >= 0; n--) {
                String value = values.get(random.nextInt(values.size()));
                chosen.add(value);
                text.append(value).append(" \n\t\r".charAt(random.nextInt(4)));
            }
            List<String> cut = split(text.toString()).stream()
                    .map(value -> new String(value, StandardCharsets.UTF_8))
                    .toList();
            assertThat(cut).isEqualTo(chosen);
        }
    }

    @Test
    void valuesNeedNothingBetweenThem() {
        assertThat(split("{}{}[1]\"a\"true{\"x\":1}7")).hasSize(7);
    }

    @Test
    void anythingAtAllIsReadOrRefused() {
        String good = "{\"success\":[{\"request_put\":{\"key\":\"YQ==\",\"lease\":\"1\",\"prevKv\":true}},"
                + "{\"requestRange\":{\"key\":\"\\u0059Q\",\"limit\":1e1,\"sort_order\":\"DESCEND\"}}],\"x\":[null]}";
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] text = good.getBytes(StandardCharsets.ISO_8859_1);
            for (int n = 1 + random.nextInt(3); n > 0; n--) {
                int at = random.nextInt(text.length);
                text[at] = (byte)
                        (random.nextBoolean() ? random.nextInt(256) : good.charAt(random.nextInt(good.length())));
            }
            try {
                for (byte[] value : split(text)) {
                    MessageReader.read(value, TxnRequest.getDefaultInstance());
                    read++;
                }
            } catch (BadJsonException refused) {
                assertThat(refused.text()).isNotEmpty();
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void aValueThatIsTooLongOrTooDeepIsRefused() {
        JsonSplitter splitter = new JsonSplitter(10);
        assertThatThrownBy(
                        () -> splitter.next(new JsonSplitter.Part("\"0123456789\"".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOf(JsonSplitter.TooLongException.class);
        assertThatThrownBy(() -> split("[".repeat(401)))
                .isInstanceOf(BadJsonException.class)
                .hasMessage("invalid character '[' exceeded max depth");
        String nested = "{\"success\":[{\"request_txn\":".repeat(100) + "{}" + "}]}".repeat(100);
        assertThat(MessageReader.read(split(nested).get(0), TxnRequest.getDefaultInstance())
                        .getSerializedSize())
                .isPositive();
    }

    /** As in etcd, which reads a text as JSON of its own and takes what comes first. */
    @Test
    void aTextBeginsWithTheNumberItStandsFor() {
        for (String text : List.of("7", "7,x", "7 x", "7}", "7.0:", "70e-1[", "7\u00e9")) {
            assertThat(limitOf(text)).as(text).isEqualTo(7);
        }
        for (String text : List.of("", " 7", "7 ", "7, ", "7\u00a0", "7x", "7.", "7_", "07", "x7", "[7]", "7e+")) {
            assertThatThrownBy(() -> limitOf(text)).as(text).isInstanceOf(BadJsonException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            quoteCharacter = '`',
            value = {
                "'\\uD83DxuDE00' = syntax error (line 1:9): invalid escape code \"xuDE00\" in string",
                "'\\uD83D\\uD83D' = syntax error (line 1:9): invalid escape code \"\\\\uD83D\" in string",
                "'\\uDE00\\uD83D' = syntax error (line 1:9): invalid escape code \"\\\\uD83D\" in string",
                "'\\uD83D' = unexpected EOF",
                "'\\uD83D','a':1 = syntax error (line 1:9): invalid escape code \"\\\",\\\"a\\\":\" in string",
                "'a\\uD83D\u00e9\\n12' = syntax error (line 1:9): invalid escape code \"\u00e9\\\\n12\" in string",
                "'\\uD83Dabcde\u00e9' = syntax error (line 1:9): invalid escape code \"abcde\\xc3\" in string"
            })
    void halfACharacterIsRefusedInEtcdsWords(String value, String words) {
        byte[] json = ("{\"name\":" + value.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> MessageReader.read(json, RangeRequest.getDefaultInstance()))
                .isInstanceOf(BadJsonException.class)
                .hasMessage("proto: " + words);
    }

    private static long limitOf(String text) {
        byte[] json = ("{\"limit\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
        return ((RangeRequest) MessageReader.read(json, RangeRequest.getDefaultInstance())).getLimit();
    }

    @Test
    void aNumberOfManyDigitsIsRefusedAtOnce() {
        String digits = "1".repeat(2_000_000);
        for (String number :
                List.of(digits, "0." + digits, "1e" + digits, "1e999999999", "1e-999999999", "\"1e2147483648\"")) {
            byte[] json = ("{\"limit\":" + number + "}").getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> MessageReader.read(json, RangeRequest.getDefaultInstance()))
                    .isInstanceOf(BadJsonException.class);
        }
    }

    private static String written(Message message) {
        StringBuilder json = new StringBuilder();
        MessageWriter.write(message, json);
        return json.toString();
    }

    /** Its values, with its bytes coming in parts of any size. */
    private List<byte[]> split(String text) {
        return split(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<byte[]> split(byte[] text) {
        JsonSplitter splitter = new JsonSplitter(1 << 20);
        List<byte[]> values = new ArrayList<>();
        int from = 0;
        while (from < text.length) {
            int to = Math.min(text.length, from + 1 + random.nextInt(20));
            JsonSplitter.Part part = new JsonSplitter.Part(Arrays.copyOfRange(text, from, to));
            for (byte[] value = splitter.next(part); value != null; value = splitter.next(part)) {
                values.add(value);
            }
            from = to;
        }
        byte[] last = splitter.end();
        if (last != null) {
            values.add(last);
        }
        return values;
    }
}
