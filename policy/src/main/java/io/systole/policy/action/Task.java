package io.systole.policy.action;

/** The names of tasks, and how keys are made of them. */
public final class Task {

    public static final String START = "start";
    public static final String STOP = "stop";
    public static final String PROMOTE = "promote";
    public static final String DEMOTE = "demote";
    public static final String MONITOR = "monitor";
    public static final String NOTIFY = "notify";
    public static final String RUNNING = "running";
    public static final String STOPPED = "stopped";
    public static final String PROMOTED = "promoted";
    public static final String DEMOTED = "demoted";
    public static final String NOTIFIED = "notified";
    public static final String MIGRATE_TO = "migrate_to";
    public static final String MIGRATE_FROM = "migrate_from";
    public static final String RELOAD_AGENT = "reload-agent";
    public static final String DELETE = "delete";
    public static final String CANCEL = "cancel";
    public static final String CLEAR_FAILCOUNT = "clear_failcount";
    public static final String LRM_DELETE = "lrm_delete";
    public static final String STONITH = "stonith";
    public static final String DO_SHUTDOWN = "do_shutdown";
    public static final String MAINTENANCE_NODES = "maintenance_nodes";

    private Task() {}

    /** {@code RSC_TASK_INTERVALMS}. */
    public static String key(String resource, String task, long intervalMs) {
        return resource + "_" + task + "_" + intervalMs;
    }

    /** {@code RSC_TYPE_notify_TASK_0}, with TYPE one of pre, confirmed-pre, post, confirmed-post. */
    public static String notifyKey(String resource, String type, String task) {
        return resource + "_" + type + "_notify_" + task + "_0";
    }

    /** What is done when all of a collective's {@code task} is done; null for tasks without a completion. */
    public static String completion(String task) {
        return switch (task) {
            case START -> RUNNING;
            case STOP -> STOPPED;
            case PROMOTE -> PROMOTED;
            case DEMOTE -> DEMOTED;
            case NOTIFY -> NOTIFIED;
            default -> task;
        };
    }

    /** The task whose completion this is; the task itself where it is none. */
    public static String base(String task) {
        return switch (task) {
            case RUNNING -> START;
            case STOPPED -> STOP;
            case PROMOTED -> PROMOTE;
            case DEMOTED -> DEMOTE;
            case NOTIFIED -> NOTIFY;
            default -> task;
        };
    }

    /** Whether the task takes a resource down. */
    public static boolean isDown(String task) {
        return task.equals(STOP) || task.equals(DEMOTE) || task.equals(MIGRATE_TO);
    }

    /** The task in what follows a resource's id in a key: {@code start} of {@code start_0}. */
    public static String ofSuffix(String suffix) {
        int end = suffix.lastIndexOf('_');
        return end < 0 ? suffix : suffix.substring(0, end);
    }

    /** The interval in what follows a resource's id in a key, in milliseconds. */
    public static long intervalOf(String suffix) {
        return Long.parseLong(suffix.substring(suffix.lastIndexOf('_') + 1));
    }
}
