package io.mainstay.console.output;

/** UTF-8 read strictly, a character at a time, so that what is no UTF-8 can be told from what is. */
final class Utf8 {
    private Utf8() {}

    /** How many bytes the character at a position has, or 0 when there is none that is valid. */
    static int lengthAt(byte[] data, int at) {
        int first = data[at] & 0xff;
        int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (at + length > data.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((data[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length == 0 ? 0 : checked(data, at, length);
    }

    /** The character of a known length at a position. */
    static int codePoint(byte[] data, int at, int length) {
        int first = data[at] & 0xff;
        int c = length == 1 ? first : first & (0x7f >> length);
        for (int i = 1; i < length; i++) {
            c = c << 6 | data[at + i] & 0x3f;
        }
        return c;
    }

    /** Rules out forms that are too long, surrogates, and what lies beyond Unicode. */
    private static int checked(byte[] data, int at, int length) {
        int c = codePoint(data, at, length);
        boolean tooLong = length == 3 && c < 0x800 || length == 4 && c < 0x10000;
        boolean surrogate = c >= 0xd800 && c <= 0xdfff;
        return tooLong || surrogate || c > 0x10ffff ? 0 : length;
    }
}
