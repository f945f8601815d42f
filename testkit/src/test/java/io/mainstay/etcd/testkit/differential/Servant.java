package io.mainstay.etcd.testkit.differential;

import io.mainstay.etcd.cluster.Alarm;
import io.mainstay.etcd.cluster.AlarmResult;
import io.mainstay.etcd.cluster.DefragmentResult;
import io.mainstay.etcd.cluster.DowngradeResult;
import io.mainstay.etcd.cluster.HashKvResult;
import io.mainstay.etcd.cluster.HashResult;
import io.mainstay.etcd.cluster.Member;
import io.mainstay.etcd.cluster.MemberAddResult;
import io.mainstay.etcd.cluster.MemberListRequest;
import io.mainstay.etcd.cluster.MemberListResult;
import io.mainstay.etcd.cluster.MoveLeaderResult;
import io.mainstay.etcd.cluster.StatusResult;
import io.mainstay.etcd.kv.CompactResult;
import io.mainstay.etcd.kv.OpResult;
import io.mainstay.etcd.kv.RangeResult;
import io.mainstay.etcd.lease.LeaseGrantResult;
import io.mainstay.etcd.spi.Rpcs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A server whose cluster is administered: its members go by names, because the ids of no two servers are the same, and
 * its answers are told in these names.
 */
final class Servant {
    static final String SELF = "self";

    private final Line line;
    private final Map<String, Long> ids = new HashMap<>();
    private final List<String> ownUrls;

    Servant(Line line) throws Exception {
        this.line = line;
        Member self = ((MemberListResult)
                        ((Answer.Done) answer(new Operation<>(Rpcs.MEMBER_LIST, new MemberListRequest(true)))).value())
                .members()
                .get(0);
        ids.put(SELF, self.id());
        ownUrls = self.peerUrls();
    }

    String name() {
        return line.name();
    }

    /** The id of a member; one that never was has one that no member has. */
    long id(String name) {
        return ids.getOrDefault(name, 0x7777L);
    }

    List<String> ownUrls() {
        return ownUrls;
    }

    /** Carries out an operation; a member that is added by it gets this name. */
    String told(Operation<?, ?> operation, String newName) throws Exception {
        Answer answer = answer(operation);
        if (answer instanceof Answer.Done done) {
            if (done.value() instanceof MemberAddResult added) {
                ids.put(newName, added.member().id());
            }
            return told(done.value());
        }
        return answer.toString();
    }

    private Answer answer(Operation<?, ?> operation) throws Exception {
        CompletableFuture<Answer> answer =
                operation.rpc() == Rpcs.RANGE_STREAM ? line.collect(operation) : line.ask(operation);
        return line.await("an administered server", operation, answer);
    }

    private String told(Object value) {
        if (value instanceof MemberAddResult added) {
            return told(added.member()) + " among " + told(added.members())
                    + added.header().revision();
        } else if (value instanceof MemberListResult list) {
            return told(list.members()) + list.header().revision();
        } else if (value instanceof AlarmResult alarms) {
            return alarms.alarms().stream().map(this::told).sorted().toList() + " at "
                    + alarms.header().revision();
        } else if (value instanceof StatusResult status) {
            return told(status);
        } else if (value instanceof MoveLeaderResult moved) {
            return moved.header().toString();
        } else if (value instanceof DefragmentResult done) {
            return done.header().toString();
        } else if (value instanceof DowngradeResult downgrade) {
            return downgrade.version() + " at " + downgrade.header().revision();
        } else if (value instanceof HashResult hash) {
            return "a hash at " + hash.header().revision();
        } else if (value instanceof HashKvResult hash) {
            return List.of(hash.hash(), hash.compactRevision(), hash.hashRevision()) + " at "
                    + hash.header().revision();
        } else if (value instanceof RangeResult range) {
            return Dump.of(range.kvs()) + range.more() + range.count() + " at "
                    + range.header().revision();
        } else if (value instanceof OpResult result) {
            return "at " + result.header().revision();
        } else if (value instanceof CompactResult compacted) {
            return "at " + compacted.header().revision();
        } else if (value instanceof LeaseGrantResult granted) {
            return "granted at " + granted.header().revision();
        }
        throw new AssertionError("nothing is known of " + value.getClass());
    }

    /** How many spaces an alarm has depends on how a real etcd 3.7 was built. */
    private String told(StatusResult status) {
        List<String> errors = status.errors().stream()
                .map(error -> named(error).replaceAll(" +", " "))
                .sorted()
                .toList();
        return String.join(
                " ",
                status.version().replaceFirst("\\.\\d+$", ""),
                status.storageVersion(),
                "leader " + named(Long.toUnsignedString(status.raft().leader())),
                "quota " + status.db().quota(),
                "learner " + status.learner(),
                errors.toString(),
                "at " + status.header().revision());
    }

    private String told(List<Member> members) {
        return members.stream().map(this::told).sorted().toList() + " at ";
    }

    private String told(Member member) {
        String urls =
                member.peerUrls().equals(ownUrls) ? "own" : member.peerUrls().toString();
        boolean started = !member.name().isEmpty();
        return named(Long.toUnsignedString(member.id()))
                + urls
                + (member.learner() ? " learns" : "")
                + (started ? " runs" : "");
    }

    private String told(Alarm alarm) {
        return alarm.type() + " of " + named(Long.toUnsignedString(alarm.memberId()));
    }

    private String named(String text) {
        String named = text;
        for (Map.Entry<String, Long> known : ids.entrySet()) {
            named = named.replace(Long.toUnsignedString(known.getValue()), known.getKey());
        }
        return named;
    }
}
