package io.mainstay.console.shell;

import io.mainstay.console.command.BadCommandException;
import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.console.command.Numbers;
import io.mainstay.console.output.Ids;
import io.mainstay.etcd.cluster.MemberListResult;
import java.util.List;

/** What the commands that change members have in common: their words, and the sentence that tells what was done. */
final class MemberWords {
    private MemberWords() {}

    static long id(List<String> words) {
        return Numbers.memberId(OneWord.of(words, "member ID is not provided"), Kind.ARGUMENTS);
    }

    static String[] peerUrls(String flag) {
        if (flag.isEmpty()) {
            throw new BadCommandException(Kind.ARGUMENTS, "member peer urls not provided");
        }
        return flag.split(",", -1);
    }

    static String done(long id, String what, MemberListResult result) {
        return "Member " + Ids.padded(id) + " " + what + " cluster "
                + Ids.padded(result.header().clusterId());
    }
}
