package io.systole.runtime.jmx;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Optional;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationBroadcasterSupport;
import javax.management.StandardEmitterMBean;

/** An MXBean whose parts are described by the {@link Said} of its interface, and that may send notifications. */
final class DescribedBean extends StandardEmitterMBean {
    private final NotificationBroadcasterSupport sender;

    private DescribedBean(Object bean, Class<Object> type, NotificationBroadcasterSupport sender) {
        super(bean, type, true, sender);
        this.sender = sender;
    }

    /**
     * @param type an interface that the bean implements; what it does not declare is not reachable
     */
    @SuppressWarnings("unchecked")
    static <T> DescribedBean of(T bean, Class<? super T> type, MBeanNotificationInfo... notifications) {
        return new DescribedBean(bean, (Class<Object>) type, new NotificationBroadcasterSupport(notifications));
    }

    NotificationBroadcasterSupport sender() {
        return sender;
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return Arrays.stream(getMBeanInterface().getInterfaces())
                .map(parent -> parent.getAnnotation(Said.class))
                .filter(said -> said != null)
                .findFirst()
                .or(() -> Optional.ofNullable(getMBeanInterface().getAnnotation(Said.class)))
                .map(Said::value)
                .orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return method((info.isIs() ? "is" : "get") + info.getName(), 0)
                .map(method -> method.getAnnotation(Said.class))
                .map(Said::value)
                .orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        return method(info)
                .map(method -> method.getAnnotation(Said.class))
                .map(Said::value)
                .orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info, MBeanParameterInfo parameter, int position) {
        return parameter(info, position).map(Said::value).orElse(parameter.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo info, MBeanParameterInfo parameter, int position) {
        return parameter(info, position).map(Said::name).orElse(parameter.getName());
    }

    /** What the read-only interface declares only tells; all else changes something. */
    @Override
    protected int getImpact(MBeanOperationInfo info) {
        boolean tells = method(info)
                .map(method -> method.isAnnotationPresent(OnlyTells.class))
                .orElse(false);
        return tells ? MBeanOperationInfo.INFO : MBeanOperationInfo.ACTION;
    }

    private Optional<Said> parameter(MBeanOperationInfo info, int position) {
        return method(info)
                .map(method -> method.getParameters()[position])
                .map((Parameter parameter) -> parameter.getAnnotation(Said.class));
    }

    private Optional<Method> method(MBeanOperationInfo info) {
        return method(info.getName(), info.getSignature().length);
    }

    /** No interface has two methods of one name. */
    private Optional<Method> method(String name, int parameters) {
        return Arrays.stream(getMBeanInterface().getMethods())
                .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                .findFirst();
    }
}
