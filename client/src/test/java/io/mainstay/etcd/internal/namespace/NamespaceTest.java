package io.mainstay.etcd.internal.namespace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.internal.layer.Mappings;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyRange;
import io.mainstay.etcd.spi.Rpc;
import io.mainstay.etcd.spi.Rpcs;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How keys and ranges of a namespace are called outside, and that no procedure is forgotten. */
class NamespaceTest {
    private static final Bytes FF = Bytes.fromHex("ff");
    private final Namespace app = new Namespace(Bytes.utf8("/app/"));
    private final Namespace high = new Namespace(Bytes.fromHex("ffff"));
    private final Namespace edge = new Namespace(Bytes.fromHex("61ff"));

    @Test
    void everyProcedureIsMappedOrExpresslyUntouched() throws Exception {
        Mappings mappings = NamespaceMappings.of(app);
        List<Rpc<?, ?>> forgotten = new ArrayList<>();
        int seen = 0;
        for (Field field : Rpcs.class.getDeclaredFields()) {
            if (Rpc.class.isAssignableFrom(field.getType())) {
                seen++;
                Rpc<?, ?> rpc = (Rpc<?, ?>) field.get(null);
                if (!mappings.knows(rpc)) {
                    forgotten.add(rpc);
                }
            }
        }
        assertThat(seen).isGreaterThan(40);
        assertThat(forgotten).isEmpty();
    }

    @Test
    void aKeyGetsThePrefix() {
        assertThat(app.out(Bytes.utf8("a"))).isEqualTo(Bytes.utf8("/app/a"));
        assertThat(app.in(Bytes.utf8("/app/a"))).isEqualTo(Bytes.utf8("a"));
        assertThat(app.out(Bytes.EMPTY)).as("the server is to refuse it").isEqualTo(Bytes.EMPTY);
        assertThat(app.nameOut(Bytes.EMPTY)).isEqualTo(app.prefix());
        assertThat(app.nameIn(app.prefix())).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void rangesStayInside() {
        assertThat(app.out(KeyRange.single(Bytes.utf8("a")))).isEqualTo(KeyRange.single(Bytes.utf8("/app/a")));
        assertThat(app.out(KeyRange.prefix("a"))).isEqualTo(KeyRange.prefix("/app/a"));
        assertThat(app.out(KeyRange.all())).isEqualTo(KeyRange.between(Bytes.utf8("/app/\0"), Bytes.utf8("/app0")));
        assertThat(app.out(KeyRange.from(Bytes.utf8("m"))))
                .isEqualTo(KeyRange.between(Bytes.utf8("/app/m"), Bytes.utf8("/app0")));
        assertThat(app.out(KeyRange.prefix(FF)))
                .as("a prefix of 0xff has no end of its own")
                .isEqualTo(KeyRange.between(app.prefix().concat(FF), Bytes.utf8("/app0")));
        assertThat(app.out(KeyRange.between(Bytes.utf8("b"), Bytes.utf8("a"))))
                .isEqualTo(KeyRange.between(Bytes.utf8("/app/b"), Bytes.utf8("/app/a")));
    }

    @Test
    void aNamespaceOfAllOnesHasNoEnd() {
        assertThat(high.out(KeyRange.all())).isEqualTo(KeyRange.from(Bytes.fromHex("ffff00")));
        assertThat(edge.out(KeyRange.all())).isEqualTo(KeyRange.between(Bytes.fromHex("61ff00"), Bytes.utf8("b")));
    }

    @Test
    void arangeWithoutAFirstKeyIsLeftForTheServerToRefuse() {
        assertThat(app.out(new KeyRange(Bytes.EMPTY, Bytes.ZERO))).isEqualTo(KeyRange.single(Bytes.EMPTY));
        assertThat(app.out(new KeyRange(Bytes.EMPTY, FF))).isEqualTo(KeyRange.single(Bytes.EMPTY));
    }

    @Test
    void aWatchTakesTheEmptyKeyForTheSmallest() {
        assertThat(app.watchedOut(KeyRange.single(Bytes.EMPTY))).isEqualTo(KeyRange.single(Bytes.utf8("/app/\0")));
        assertThat(app.watchedOut(new KeyRange(Bytes.EMPTY, Bytes.ZERO))).isEqualTo(app.out(KeyRange.all()));
    }

    @Test
    void aForeignKeyIsNeverShown() {
        assertThatThrownBy(() -> app.in(Bytes.utf8("/other/a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> app.in(app.prefix())).isInstanceOf(IllegalStateException.class);
        assertThat(app.holds(app.prefix())).as("the empty key is none").isFalse();
        assertThat(app.holds(Bytes.utf8("/app"))).isFalse();
    }

    @Test
    void anEmptyPrefixIsNoNamespace() {
        assertThatThrownBy(() -> new Namespace(Bytes.EMPTY)).isInstanceOf(IllegalArgumentException.class);
    }
}
