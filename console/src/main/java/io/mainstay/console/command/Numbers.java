package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import java.util.Locale;

/** Numbers as the words of a command give them. */
public final class Numbers {
    private Numbers() {}

    /** A lease's id in hexadecimal, as etcd's tools print it; 0 is none. */
    public static long leaseId(String text) {
        try {
            return Long.parseLong(text, 16);
        } catch (NumberFormatException e) {
            throw new BadCommandException(
                    Kind.ARGUMENTS, "bad lease ID '" + text + "', expecting ID in Hex, as lease grant printed it");
        }
    }

    /** A member's id in hexadecimal, as etcd's tools print it. */
    public static long memberId(String text, Kind kind) {
        try {
            return Long.parseUnsignedLong(text, 16);
        } catch (NumberFormatException e) {
            throw new BadCommandException(
                    kind, "bad member ID arg '" + text + "', expecting ID in Hex, as member list prints it");
        }
    }

    /** A decimal number. */
    public static long decimal(String text, String what, Kind kind) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadCommandException(kind, "bad " + what + " '" + text + "', expecting a whole number");
        }
    }

    /**
     * The number of a flag, decimal or with a prefix {@code 0x}, {@code 0o} or {@code 0b}.
     *
     * @throws NumberFormatException when it is none
     */
    public static long flag(String text) {
        String digits = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
        String sign = text.startsWith("-") ? "-" : "";
        String lower = digits.toLowerCase(Locale.ROOT);
        if (lower.startsWith("0x")) {
            return Long.parseLong(sign + digits.substring(2), 16);
        }
        if (lower.startsWith("0b")) {
            return Long.parseLong(sign + digits.substring(2), 2);
        }
        if (lower.startsWith("0o")) {
            return Long.parseLong(sign + digits.substring(2), 8);
        }
        if (lower.length() > 1 && lower.startsWith("0")) {
            return Long.parseLong(sign + digits, 8);
        }
        return Long.parseLong(text);
    }
}
