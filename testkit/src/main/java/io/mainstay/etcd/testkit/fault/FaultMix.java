package io.mainstay.etcd.testkit.fault;

import java.time.Duration;
import java.util.List;

/**
 * What a seeded schedule is made of.
 *
 * @param length when the last fault is healed at the latest
 * @param targets how many lines, and members, there are
 * @param most how many faults there are at the most
 * @param members what may befall a member itself; nothing does where it is empty
 * @param compactions whether history is compacted now and then, most of all during another fault
 */
public record FaultMix(Duration length, int targets, int most, List<Harm.Member> members, boolean compactions) {
    /** Refuses what makes no schedule. */
    public FaultMix {
        if (length.toMillis() < 1 || targets < 1 || most < 0) {
            throw new IllegalArgumentException(
                    "a schedule needs time and a target: " + length + ", " + targets + " targets, " + most + " faults");
        }
        members = List.copyOf(members);
    }

    /** Bad lines only. */
    public static FaultMix lines(Duration length, int targets, int most) {
        return new FaultMix(length, targets, most, List.of(), false);
    }

    /** The same with compactions. */
    public FaultMix withCompactions() {
        return new FaultMix(length, targets, most, members, true);
    }

    /** The same with harm to members, one at a time. */
    public FaultMix withMembers(Harm.Member... harms) {
        return new FaultMix(length, targets, most, List.of(harms), compactions);
    }
}
