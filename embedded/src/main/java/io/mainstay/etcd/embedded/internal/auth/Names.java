package io.mainstay.etcd.embedded.internal.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Names in etcd's order, which is that of their UTF-8 bytes and so of their code points. */
final class Names {
    static final Comparator<String> ORDER = Names::compare;

    private Names() {}

    /** The same list with a name at its place. */
    static List<String> with(List<String> names, String name) {
        List<String> more = new ArrayList<>(names);
        more.add(name);
        more.sort(ORDER);
        return List.copyOf(more);
    }

    /** The same list without a name. */
    static List<String> without(List<String> names, String name) {
        return names.stream().filter(other -> !other.equals(name)).toList();
    }

    private static int compare(String a, String b) {
        int at = 0;
        while (at < a.length() && at < b.length()) {
            int left = a.codePointAt(at);
            int right = b.codePointAt(at);
            if (left != right) {
                return Integer.compare(left, right);
            }
            at += Character.charCount(left);
        }
        return Integer.compare(a.length(), b.length());
    }
}
