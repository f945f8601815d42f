package io.mainstay.etcd.embedded.internal.log;

import io.mainstay.etcd.cluster.Member;
import java.util.ArrayList;
import java.util.List;

/** The bytes of members of a cluster. */
public final class MemberCodec {
    private MemberCodec() {}

    /** Writes a member. */
    public static void member(ByteOutput out, Member member) {
        out.number(member.id()).text(member.name());
        texts(out, member.peerUrls());
        texts(out, member.clientUrls());
        out.flag(member.learner());
    }

    /** Reads a member. */
    public static Member member(ByteInput in) throws MalformedException {
        return new Member(in.number(), in.text(), texts(in), texts(in), in.flag());
    }

    static void texts(ByteOutput out, List<String> texts) {
        out.number(texts.size());
        texts.forEach(out::text);
    }

    static List<String> texts(ByteInput in) throws MalformedException {
        int count = in.count();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        return List.copyOf(texts);
    }
}
