package io.systole.runtime.cli;

import static io.systole.runtime.access.NodeClient.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.systole.runtime.ExitCode;
import io.systole.runtime.access.NodeClient.Form;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "access",
        description = "Gives users access to the cluster, and takes it away.",
        mixinStandardHelpOptions = true,
        addMethodSubcommands = false,
        synopsisSubcommandLabel = "COMMAND")
final class AccessCommand implements Runnable, CommandGroup {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? `systole access --help` lists them.");
    }

    @Command(
            name = "grant",
            description = {
                "Makes a token for USER, in place of the one it had, and prints it; it is kept nowhere else.",
                "What the user may do is what the ACLs permit that user and its groups.",
                "Three roles are ready and are made where they are missing: viewer sees everything; operator also starts, stops,"
                        + " moves, cleans up, puts aside and fences; administrator changes everything but who has a token. One of them that is granted takes the place of the one"
                        + " that the user had, which is said on standard error; roles of other names are kept."
            },
            mixinStandardHelpOptions = true)
    int grant(
            @Mixin Target target,
            @Parameters(paramLabel = "USER", description = "The user's name.") String user,
            @Option(names = "--json", description = "As JSON.") boolean json,
            @Option(names = "--role", paramLabel = "ROLE", description = "An acl_role that the user is given as well.")
                    @Nullable
                    List<String> roles,
            @Option(
                            names = "--group",
                            paramLabel = "GROUP",
                            description = "A group that the user is in, for acl_group.")
                    @Nullable
                    List<String> groups,
            @Option(
                            names = "--enable-acl",
                            description =
                                    "Switch access control lists on, for all users: who has no role may then do nothing.")
                    boolean enable,
            @Option(names = "--output", paramLabel = "FILE", description = "Write the token to a new file of mode 600.")
                    @Nullable
                    Path output)
            throws Exception {
        var query = new StringBuilder("?");
        (roles == null ? List.<String>of() : roles)
                .forEach(role -> query.append("role=").append(encoded(role)).append('&'));
        (groups == null ? List.<String>of() : groups)
                .forEach(group -> query.append("group=").append(encoded(group)).append('&'));
        if (enable) {
            query.append("enable-acl=true");
        }
        List<String> before = roles == null ? List.of() : rolesOf(target, user);
        var answer = target.ask(client -> client.post("/v1/access/" + encoded(user) + query));
        if (answer.isSuccess() && !before.isEmpty()) {
            tellOfLostRoles(user, before, rolesOf(target, user));
        }
        if (!answer.isSuccess() || (output == null && !json)) {
            return Reply.show(spec.commandLine(), answer);
        }
        if (output == null) {
            return tell(new Granted(user, answer.body().strip(), null));
        }
        var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(output, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), mode)) {
            channel.write(ByteBuffer.wrap(answer.body().getBytes(StandardCharsets.UTF_8)));
        }
        return json ? tell(new Granted(user, null, output.toString())) : ExitCode.OK.code();
    }

    /** The roles that a user with a token has; none where that cannot be told. */
    private static List<String> rolesOf(Target target, String user) throws Exception {
        var answer = target.ask(client -> client.get("/v1/access", Form.JSON));
        var roles = new ArrayList<String>();
        if (answer.isSuccess()) {
            for (JsonNode granted : new ObjectMapper().readTree(answer.body())) {
                if (granted.path("user").asText().equals(user)) {
                    granted.path("roles").forEach(role -> roles.add(role.asText()));
                }
            }
        }
        return roles;
    }

    /** Not on standard output, where the token is. */
    private void tellOfLostRoles(String user, List<String> before, List<String> after) {
        List<String> lost =
                before.stream().filter(role -> !after.contains(role)).toList();
        if (!lost.isEmpty()) {
            var err = spec.commandLine().getErr();
            err.println(user + " has the role " + String.join(", ", after) + " now, in place of "
                    + String.join(", ", lost));
            err.flush();
        }
    }

    /** As JSON: the token, or the file that has it. */
    private record Granted(
            String user, @Nullable String token, @Nullable String file) {}

    private int tell(Granted granted) {
        spec.commandLine().getOut().print(ReportJson.records(granted));
        return ExitCode.OK.code();
    }

    @Command(name = "revoke", description = "Takes USER's token away.", mixinStandardHelpOptions = true)
    int revoke(@Mixin Target target, @Parameters(paramLabel = "USER", description = "The user's name.") String user)
            throws Exception {
        return Reply.show(spec.commandLine(), target.ask(client -> client.delete("/v1/access/" + encoded(user))));
    }

    @Command(name = "list", description = "Lists who has a token.", mixinStandardHelpOptions = true)
    int list(@Mixin Target target, @Option(names = "--json", description = "As JSON.") boolean json) throws Exception {
        return show(target, "/v1/access", json);
    }

    @Command(name = "whoami", description = "Says as whom the cluster sees you.", mixinStandardHelpOptions = true)
    int whoami(@Mixin Target target, @Option(names = "--json", description = "As JSON.") boolean json)
            throws Exception {
        return show(target, "/v1/whoami", json);
    }

    private int show(Target target, String path, boolean json) throws Exception {
        return Reply.show(spec.commandLine(), target.ask(client -> client.get(path, json ? Form.JSON : Form.TEXT)));
    }
}
