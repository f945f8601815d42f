package io.mainstay.console.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Op;
import io.mainstay.etcd.kv.TxnRequest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TxnScriptTest {
    @Test
    void threeBlocks() {
        TxnRequest txn = read("""
                mod("a") > "1"
                ver("b") = "0"

                get x
                get y


                """);
        assertThat(txn.compares())
                .containsExactly(
                        Compare.modRevision("a").isGreaterThan(1),
                        Compare.version("b").is(0));
        assertThat(txn.success()).containsExactly(Op.get("x"), Op.get("y"));
        assertThat(txn.failure()).isEmpty();
    }

    @Test
    void everyTargetAndRelation() {
        TxnRequest txn = read("""
                version("k") = "1"
                create("k") != "2"
                c("k") < "3"
                m("k") > "4"
                value("k") = "v \\x00"
                val(`k`) != `w`
                lease("k") = "ff"



                """);
        assertThat(txn.compares())
                .containsExactly(
                        Compare.version("k").is(1),
                        Compare.createRevision("k").isNot(2),
                        Compare.createRevision("k").isLessThan(3),
                        Compare.modRevision("k").isGreaterThan(4),
                        Compare.value("k").is("v \0"),
                        Compare.value("k").isNot("w"),
                        Compare.lease("k").is(255));
    }

    @Test
    void bytesOfAKeyAreKept() {
        TxnRequest txn = read("mod(\"\u00ff\") > \"0\"\n\n\n\n");
        assertThat(txn.compares().get(0).range().key()).isEqualTo(Bytes.fromHex("ff"));
    }

    @Test
    void promptsComeInOrder() {
        List<String> prompts = new ArrayList<>();
        script("\n\n\n").read(prompts::add);
        assertThat(prompts)
                .containsExactly("compares:", "success requests (get, put, del):", "failure requests (get, put, del):");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mod(\"a\") > 0\n\n\n\n",
                "mod(a) > \"0\"\n\n\n\n",
                "mod \"a\" > \"0\"\n\n\n\n",
                "foo(\"a\") > \"0\"\n\n\n\n",
                "mod(\"a\") ~ \"0\"\n\n\n\n",
                "mod(\"a\") >= \"0\"\n\n\n\n",
                "mod(\"a\")>\"0\"\n\n\n\n",
                "mod(\"a\" ) > \"0\"\n\n\n\n",
                "mod(\"a\") > \"x\"\n\n\n\n",
                "lease(\"a\") = \"0x1\"\n\n\n\n",
                "mod(\"a\n\n\n\n",
                "\nput\n\n\n",
                "mod(\"a\") > \"0\"",
                "\n\n"
            })
    void whatMakesNoSenseIsRefused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        BadCommandException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.INPUT));
    }

    private static TxnRequest read(String text) {
        return script(text).read(prompt -> {});
    }

    private static TxnScript script(String text) {
        return new TxnScript(
                new ByteLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1))),
                words -> Op.get(words.get(1)));
    }
}
