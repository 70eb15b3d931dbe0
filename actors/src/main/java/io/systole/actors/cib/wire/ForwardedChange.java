package io.systole.actors.cib.wire;

import io.systole.actors.wire.WireMessage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A change of the configuration, passed on to its writer: the kind of edit and its arguments, or a document. */
public record ForwardedChange(
        int schema,
        String from,
        long request,
        String kind,
        List<@Nullable String> arguments,
        String user,
        String client,
        long atMs)
        implements CibCommand, WireMessage {}
