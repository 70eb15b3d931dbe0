package io.systole.runtime.jmx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * One kind of notification. What it tells is in its message, and as fields in its user data, a {@code CompositeData}, so that
 * no client needs Systole's classes.
 */
enum News {
    NODE_CHANGED(
            "io.systole.node.standing",
            "A node joined, left, is silent, lost or fenced, as this node sees it: node, standing, before"),
    QUORUM_CHANGED("io.systole.quorum", "This node's side gained or lost quorum: quorate, detail"),
    TRANSITION_STARTED(
            "io.systole.transition.started",
            "The DC carries a plan out, told on every node: name, number, dc, reason, actions, summary"),
    TRANSITION_ENDED(
            "io.systole.transition.ended",
            "A transition has ended, told on every node: name, number, dc, reason, outcome, done, actions, tookMs"),
    FENCING_STARTED(
            "io.systole.fencing.started",
            "A fencing has begun, on whatever member: target, action, reason, requestedBy, leader"),
    FENCING_ENDED(
            "io.systole.fencing.ended",
            "A fencing has ended, on whatever member: target, action, outcome, reason, requestedBy, leader, detail");

    private final String type;
    private final String description;

    News(String type, String description) {
        this.type = type;
        this.description = description;
    }

    String type() {
        return type;
    }

    static MBeanNotificationInfo info(News... kinds) {
        var types = new String[kinds.length];
        var words = new StringBuilder();
        for (int i = 0; i < kinds.length; i++) {
            types[i] = kinds[i].type;
            words.append(i == 0 ? "" : ". ").append(kinds[i].description);
        }
        return new MBeanNotificationInfo(types, Notification.class.getName(), words.toString());
    }

    /** Sends one to whoever listens. Values are texts, booleans and whole numbers. */
    void send(
            NotificationBroadcasterSupport sender,
            ObjectName source,
            AtomicLong sequence,
            String message,
            Map<String, Object> fields) {
        var notification =
                new Notification(type, source, sequence.incrementAndGet(), System.currentTimeMillis(), message);
        notification.setUserData(data(new LinkedHashMap<>(fields)));
        sender.sendNotification(notification);
    }

    private CompositeDataSupport data(Map<String, Object> fields) {
        String[] names = fields.keySet().toArray(String[]::new);
        OpenType<?>[] types = fields.values().stream().map(News::typeOf).toArray(OpenType<?>[]::new);
        try {
            return new CompositeDataSupport(new CompositeType(type, description, names, names, types), fields);
        } catch (OpenDataException e) {
            throw new AssertionError("the fields of " + this + ": " + fields, e);
        }
    }

    private static OpenType<?> typeOf(Object value) {
        if (value instanceof Boolean) return SimpleType.BOOLEAN;
        if (value instanceof Long) return SimpleType.LONG;
        if (value instanceof String) return SimpleType.STRING;
        throw new AssertionError("no text, flag or long: " + value);
    }
}
