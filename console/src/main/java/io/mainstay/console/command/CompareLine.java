package io.mainstay.console.command;

import io.mainstay.console.command.BadCommandException.Kind;
import io.mainstay.etcd.kv.Bytes;
import io.mainstay.etcd.kv.Compare;
import io.mainstay.etcd.kv.Compare.Relation;
import io.mainstay.etcd.kv.Compare.Target;
import io.mainstay.etcd.kv.KeyRange;
import org.jspecify.annotations.Nullable;

/** A line that compares, like {@code mod("key") > "0"}; the number of a lease is in hexadecimal. */
final class CompareLine {
    private final String line;
    private int at;

    private CompareLine(String line) {
        this.line = line;
    }

    static Compare parse(String line) {
        return new CompareLine(line).read();
    }

    private Compare read() {
        int open = line.indexOf('(');
        if (open < 0) {
            throw malformed("no ( in it");
        }
        Target target = target(line.substring(0, open));
        at = open + 1;
        KeyRange key = KeyRange.single(Literal.bytes(literal("the key")));
        if (at >= line.length() || line.charAt(at) != ')') {
            throw malformed("no ) after the key");
        }
        at++;
        Relation relation = relation(word());
        String operand = literal("the operand");
        if (target == Target.VALUE) {
            return new Compare(key, target, relation, 0, Literal.bytes(operand));
        }
        return new Compare(key, target, relation, number(operand, target), Bytes.EMPTY);
    }

    private static @Nullable Target named(String name) {
        return switch (name) {
            case "ver", "version" -> Target.VERSION;
            case "c", "create" -> Target.CREATE_REVISION;
            case "m", "mod" -> Target.MOD_REVISION;
            case "val", "value" -> Target.VALUE;
            case "lease" -> Target.LEASE;
            default -> null;
        };
    }

    private Target target(String name) {
        Target target = named(name);
        if (target == null) {
            throw malformed("unknown target " + name + "; there are mod, create, version, value and lease");
        }
        return target;
    }

    private Relation relation(String word) {
        return switch (word) {
            case "=" -> Relation.EQUAL;
            case "!=" -> Relation.NOT_EQUAL;
            case ">" -> Relation.GREATER;
            case "<" -> Relation.LESS;
            default -> throw malformed("unknown relation " + word + "; there are =, !=, < and >");
        };
    }

    private long number(String operand, Target target) {
        try {
            return Long.parseLong(operand, target == Target.LEASE ? 16 : 10);
        } catch (NumberFormatException e) {
            throw new BadCommandException(
                    Kind.INPUT, "invalid txn compare request: " + line + " (the operand is not a number)");
        }
    }

    private String literal(String what) {
        skipSpaces();
        char quote = at < line.length() ? line.charAt(at) : ' ';
        int end = quote == '"' || quote == '`' ? Literal.end(line, at) : 0;
        if (end == 0) {
            throw malformed(what + " is not in quotes");
        }
        String literal = line.substring(at, end);
        at = end;
        try {
            return Literal.value(literal);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private String word() {
        int before = at;
        skipSpaces();
        if (at == before) {
            throw malformed("no space before the relation");
        }
        int start = at;
        while (at < line.length() && !Words.isSpace(line.charAt(at))) {
            at++;
        }
        if (at == line.length()) {
            throw malformed("no space and operand after the relation");
        }
        return line.substring(start, at);
    }

    private void skipSpaces() {
        while (at < line.length() && Words.isSpace(line.charAt(at))) {
            at++;
        }
    }

    private BadCommandException malformed(String why) {
        return new BadCommandException(
                Kind.INPUT, "malformed comparison: " + line + " (" + why + "); write it like mod(\"key\") > \"0\"");
    }
}
