package io.mainstay.etcd.embedded;

import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.embedded.directory.DataDirectoryException;
import io.mainstay.etcd.embedded.internal.auth.Passwords;
import io.mainstay.etcd.embedded.internal.auth.TokenOptions;
import io.mainstay.etcd.embedded.internal.backend.BackendReader;
import io.mainstay.etcd.embedded.internal.disk.DataDirectory;
import io.mainstay.etcd.embedded.internal.disk.Owner;
import io.mainstay.etcd.embedded.internal.server.CompactionRule;
import io.mainstay.etcd.embedded.internal.server.EtcdCore;
import io.mainstay.etcd.embedded.internal.state.ServerState;
import io.mainstay.etcd.spi.Clock;
import io.mainstay.etcd.spi.SystemClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The store behind one member or several, opened as the options say, and the clock that goes with it. */
final class OpenedStore implements AutoCloseable {
    private final EtcdCore core;
    private final Owner owner;
    private final Clock clock;
    private final @Nullable SystemClock ownClock;

    /**
     * Opens it.
     *
     * @param founders the members that run, for a cluster and first member of these ids
     * @param clientUrls where clients reach a member
     */
    OpenedStore(
            EmbeddedEtcdBuilder options,
            Function<Owner, List<Member>> founders,
            LongFunction<List<String>> clientUrls) {
        ServerState stored = stored(options.snapshot);
        TokenOptions tokens = TokenOptions.parse(options.authToken, options.authTokenTtl);
        RandomGenerator random = options.random != null ? options.random : new Random();
        Owner fresh = new Owner(options.clusterId != 0 ? options.clusterId : random.nextLong(), random.nextLong());
        DataDirectory directory = options.directory(fresh, stored);
        owner = directory == null ? fresh : directory.owner();
        if (options.clock == null) {
            ownClock = new SystemClock("embedded-etcd-clock-" + Long.toHexString(owner.memberId()));
            clock = ownClock;
        } else {
            ownClock = null;
            clock = options.clock;
        }
        EtcdCore.Surroundings around = new EtcdCore.Surroundings(
                clock, random, clientUrls, tokens.tokens(clock), new Passwords(options.bcryptCost));
        @Nullable CompactionRule compaction = options.autoCompaction.get();
        try (DataDirectory opened = directory) {
            ServerState from = opened == null ? stored : opened.state();
            core = new EtcdCore(
                    founders.apply(owner), options.limits(), around, from, options.storage(opened), compaction);
        } catch (DataDirectoryException refused) {
            if (ownClock != null) {
                ownClock.close();
            }
            throw refused;
        }
    }

    private static ServerState stored(@Nullable Path snapshot) {
        if (snapshot == null) {
            return ServerState.FRESH;
        }
        try {
            return BackendReader.read(snapshot);
        } catch (IOException broken) {
            throw new SnapshotFileException(snapshot, broken);
        }
    }

    EtcdCore core() {
        return core;
    }

    /** The cluster and its first member. */
    Owner owner() {
        return owner;
    }

    Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        core.close();
        if (ownClock != null) {
            ownClock.close();
        }
    }
}
