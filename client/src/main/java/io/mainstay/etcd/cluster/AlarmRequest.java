package io.mainstay.etcd.cluster;

/**
 * A request to list, raise or clear alarms.
 *
 * @param action what to do
 * @param memberId the member it is about; ignored when listing
 * @param type which alarm; {@link AlarmType#NONE} lists all
 */
public record AlarmRequest(Action action, long memberId, AlarmType type) {
    /** What to do. */
    public enum Action {
        GET,
        ACTIVATE,
        DEACTIVATE
    }

    /** Lists every alarm that is on. */
    public static AlarmRequest list() {
        return new AlarmRequest(Action.GET, 0, AlarmType.NONE);
    }

    /** Ends one alarm. */
    public static AlarmRequest disarm(Alarm alarm) {
        return new AlarmRequest(Action.DEACTIVATE, alarm.memberId(), alarm.type());
    }
}
