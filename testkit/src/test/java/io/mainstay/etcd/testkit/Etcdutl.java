package io.mainstay.etcd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Etcd's own tool for snapshots, of one version. */
record Etcdutl(EtcdInstall install) {
    /** Runs it, which must go well, and gives what it said. */
    String run(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(install.server().resolveSibling("etcdutl").toString());
        command.addAll(List.of(arguments));
        Program.Output output = new Program(command, Map.of()).run();
        assertThat(output.exitCode()).as(output.stderr()).isZero();
        return output.stdout();
    }

    /** A running, healthy etcd of one member that has its data from a snapshot. */
    RealEtcd serve(Path snapshot) {
        EtcdMember place = EtcdMember.create(1).get(0);
        run(
                "snapshot",
                "restore",
                snapshot.toString(),
                "--data-dir=" + place.folder().resolve("data"),
                "--name=" + place.name(),
                "--initial-cluster=" + place.name() + "=" + place.peerUrl(),
                "--initial-advertise-peer-urls=" + place.peerUrl());
        RealEtcd restored = RealEtcd.at(place, List.of(place), RealEtcdOptions.of(install));
        restored.awaitHealth();
        return restored;
    }
}
