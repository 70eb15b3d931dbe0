// Makes the page believe that the cluster has eight nodes and a remote one, in all conditions: what the node tells of its
// state is changed on its way. Run in the browser by WebIT; a reload ends it.
const fetched = window.fetch;
const CONDITIONS = { "storage-04": "STANDBY", "storage-05": "MAINTENANCE", "storage-06": "OFFLINE", "storage-07": "UNCLEAN" };

const grown = (status) => {
  const [first] = status.nodes;
  const more = ["storage-04", "storage-05", "storage-06", "storage-07", "storage-08"].map((name) => ({
    ...first, name, isDc: false, condition: CONDITIONS[name] ?? "ONLINE",
  }));
  const remote = { ...first, name: "vm-guest-1.example.com", isDc: false, condition: "ONLINE", kind: "REMOTE", host: first.name };
  const place = (instance, node, role) => ({ instance, node, role, failed: false, unclean: node === "storage-07" });
  const roles = status.resources.find(({ id }) => id === "roles-clone");
  roles.placements.push(...["storage-04", "storage-05", "storage-07", "storage-08"].map((node) => place("roles", node, "UNPROMOTED")));
  const single = status.resources.find(({ id }) => id === "office").members[0];
  const extra = ["database-with-a-long-name", "mail", "files", "monitoring"].map((id, index) => ({
    ...single, id, placements: [place(id, [...more, remote][index * 2 % 6].name, "STARTED")],
  }));
  return { ...status, nodes: [...status.nodes, ...more, remote], resources: [...status.resources, ...extra] };
};

window.fetch = async (path, how) => {
  const answer = await fetched(path, how);
  if (!String(path).startsWith("/v1/status")) return answer;
  return new Response(JSON.stringify(grown(await answer.json())), { status: 200, headers: { "Content-Type": "application/json" } });
};
