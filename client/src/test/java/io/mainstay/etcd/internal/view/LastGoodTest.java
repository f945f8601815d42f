package io.mainstay.etcd.internal.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.KeyValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The last-good file: whole, checked, and of one key. */
class LastGoodTest {
    private static final Bytes KEY = Bytes.utf8("/app/config");
    private static final KeyValue KV = new KeyValue(KEY, Bytes.utf8("value"), 3, 9, 4, 77);

    @TempDir
    Path folder;

    @Test
    void keepsAVersionWhole_andTheNextInItsPlace() throws IOException {
        LastGood file = new LastGood(folder.resolve("good"), KEY);
        assertThat(file.read()).isNull();
        file.write(new KeyValue(KEY, Bytes.EMPTY, 1, 1, 1, 0));
        file.write(KV);
        assertThat(file.read()).isEqualTo(KV);
        assertThat(folder.toFile().list()).containsExactly("good");
        file.remove();
        assertThat(file.read()).isNull();
    }

    @Test
    void aFlippedBitOrALostEnd_isSeen() throws IOException {
        LastGood file = new LastGood(folder.resolve("good"), KEY);
        file.write(KV);
        byte[] right = Files.readAllBytes(file.file());
        for (int i = 0; i < right.length; i++) {
            byte[] wrong = right.clone();
            wrong[i] ^= 4;
            Files.write(file.file(), wrong);
            assertThatThrownBy(file::read).as("byte %d", i).isInstanceOf(IOException.class);
            Files.write(file.file(), Arrays.copyOf(right, i));
            assertThatThrownBy(file::read).as("%d bytes", i).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anotherKeysFile_isRefused() throws IOException {
        new LastGood(folder.resolve("good"), KEY).write(KV);
        assertThatThrownBy(new LastGood(folder.resolve("good"), Bytes.utf8("other"))::read)
                .hasMessageContaining("another key");
    }
}
