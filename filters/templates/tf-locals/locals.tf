locals {
  batch  = 100
  states = ["paid", "sent"]
  whole  = jsonencode({ body = { whole = ["elsewhere"], account = [data.aws_caller_identity.me.account_id] } })
}
