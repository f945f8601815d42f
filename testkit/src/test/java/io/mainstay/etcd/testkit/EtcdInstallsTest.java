package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EtcdInstallsTest {
    @TempDir
    private Path folder;

    @Test
    void findsNothingWhereNothingIs() {
        assertThat(find(Map.of("HOME", folder.toString(), "PATH", folder.toString())))
                .isEmpty();
    }

    @Test
    void prefersTheNamedThenTheNewestBroughtThenThePath() throws IOException {
        Path named = fake("named", "3.4.1");
        fake("home/etcd/3.9.2", "3.9.2");
        fake("home/etcd/3.10.0", "3.10.0");
        fake("home/etcd/.part.x", "3.11.0");
        Path onPath = fake("bin", "3.5.9");

        List<EtcdInstall> found = find(Map.of(
                "ETCD", named.toString(),
                "MAINSTAY_HOME", folder.resolve("home").toString(),
                "PATH", folder.resolve("absent") + ":" + onPath.getParent()));

        assertThat(found).extracting(EtcdInstall::version).containsExactly("3.4.1", "3.10.0", "3.9.2", "3.5.9");
        assertThat(found.get(0).server()).isEqualTo(named);
        assertThat(found.get(3).server()).isEqualTo(onPath);
    }

    @Test
    void keepsTheFirstOfOneVersion() throws IOException {
        Path named = fake("named", "3.6.1");
        fake("home/etcd/3.6.1", "3.6.1");
        assertThat(find(Map.of(
                        "ETCD",
                        named.toString(),
                        "MAINSTAY_HOME",
                        folder.resolve("home").toString())))
                .containsExactly(new EtcdInstall("3.6.1", named, Optional.empty()));
    }

    @Test
    void looksForTheCacheWhereGetEtcdPutsIt() throws IOException {
        fake("caches/mainstay/etcd/3.6.1", "3.6.1");
        fake("me/.cache/mainstay/etcd/3.6.2", "3.6.2");
        String caches = folder.resolve("caches").toString();
        String me = folder.resolve("me").toString();
        assertThat(find(Map.of("XDG_CACHE_HOME", caches, "HOME", me)))
                .extracting(EtcdInstall::version)
                .containsExactly("3.6.1");
        assertThat(find(Map.of("XDG_CACHE_HOME", "", "HOME", me)))
                .extracting(EtcdInstall::version)
                .containsExactly("3.6.2");
    }

    @Test
    void takesTheEtcdctlBesideTheServer() throws IOException {
        Path server = fake("named", "3.6.1");
        Path ctl = Files.copy(server, server.resolveSibling("etcdctl"));
        assertThat(find(Map.of("ETCD", server.toString())).get(0).ctl()).contains(ctl);
    }

    @Test
    void aNamedEtcdThatIsNoneIsAnError() throws IOException {
        assertThatThrownBy(() -> find(Map.of("ETCD", folder.resolve("none").toString())))
                .isInstanceOf(RealEtcdException.class)
                .hasMessageContaining("none does not name a program");
        Path mute = fake("mute", "");
        Files.writeString(mute, "#!/bin/sh\necho nothing\n");
        assertThatThrownBy(() -> find(Map.of("ETCD", mute.toString())))
                .isInstanceOf(RealEtcdException.class)
                .hasMessageContaining("does not tell a version");
    }

    @Test
    void aLineIsNotAPrefix() {
        EtcdInstall install = new EtcdInstall("3.60.1", folder, Optional.empty());
        assertThat(install.is("3.60")).isTrue();
        assertThat(install.is("3.60.1")).isTrue();
        assertThat(install.is("3.6")).isFalse();
    }

    @Test
    void withoutEtcdctlItSaysWhatToDo() {
        EtcdInstall install = new EtcdInstall("3.6.1", folder, Optional.empty());
        assertThatThrownBy(() -> Etcdctl.of(install, List.of("http://127.0.0.1:1")))
                .isInstanceOf(RealEtcdException.class)
                .hasMessageContaining("tools/get-etcd");
    }

    private static List<EtcdInstall> find(Map<String, String> environment) {
        return new EtcdInstalls(environment).find();
    }

    private Path fake(String place, String version) throws IOException {
        Path server = Files.createDirectories(folder.resolve(place)).resolve("etcd");
        Files.writeString(server, "#!/bin/sh\necho 'etcd Version: " + version + "'\n");
        assertThat(server.toFile().setExecutable(true)).isTrue();
        return server;
    }
}
