locals {
  base  = { source = ["shop"], detail = { region = ["eu"] } }
  kinds = concat(["one"], ["two", "one"])
  names = { b = "second", a = "first" }
  deep  = [["x"], ["y", ["z"]]]
}

resource "aws_cloudwatch_event_rule" "collections" {
  event_pattern = jsonencode(merge(local.base, {
    detail = {
      kinds   = distinct(local.kinds)
      keys    = keys(local.names)
      values  = values(local.names)
      flat    = flatten(local.deep)
      looked  = [lookup(local.names, "a", "none"), lookup(local.names, "c", "none")]
      tried   = [try(local.names.missing, "fallback")]
      sets    = tolist(toset(["q", "p", "q"]))
      picked  = [for name, text in local.names : "${name}=${text}" if name != "b"]
      indexed = [local.kinds[1], local.deep[1][0]]
      splat   = [{ id = "s1" }, { id = "s2" }][*].id
    }
  }))
}

resource "aws_cloudwatch_event_rule" "texts" {
  event_pattern = jsonencode({
    source = [join(".", ["shop", "orders"]), format("%s-%d%%", "rate", 5)]
    detail = {
      lower   = [lower("ABC"), upper("def")]
      changed = [replace("a-b-c", "-", "_")]
      sum     = [1 + 2 * 3]
      cond    = [length(local.kinds) > 2 ? "many" : "few"]
      object  = { for name, text in local.names : upper(name) => [text] }
    }
  })
}

resource "aws_cloudwatch_event_rule" "unknown" {
  event_pattern = jsonencode({
    source = [cidrsubnet("10.0.0.0/8", 8, 1)]
    detail = local.undefined
  })
}
