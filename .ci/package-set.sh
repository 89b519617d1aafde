# Sourced by ./webhooks: finds out once which package set the feed of this machine can restore, and writes it to
# artifacts/PackageSet.props (docs/decisions/0002-two-package-sets.md). Delete that file to have the feed asked again.

find_package_set() {
  [[ ! -f $artifacts/PackageSet.props ]] || return 0
  local set=full
  write_probe
  if ! restore_probe; then
    case $(probe_errors) in
      "NU1101 " | "NU1102 " | "NU1101 NU1102 ") set=core ;; # a package, or this version of it, is not there
      *) give_up_probing ;;
    esac
  elif ! restore_probe -p:WithAspireSdk=true; then # the feed has just answered, so this is about the SDK itself
    case $(probe_errors) in
      *MSB4236* | "NU1101 " | "NU1102 " | "NU1101 NU1102 ") set=core ;; # it, or what it brings along, is not there
      *) give_up_probing ;;
    esac
  fi
  echo "<Project><PropertyGroup><PackageSet>$set</PackageSet></PropertyGroup></Project>" >"$artifacts/PackageSet.props.new"
  mv "$artifacts/PackageSet.props.new" "$artifacts/PackageSet.props"
  if [[ $set == full ]]; then say "Package set: full (this machine's package feed has everything)."
  else say "Package set: core (this machine's package feed lacks Aspire, Hangfire or what they need)."; fi
}

# The decided set; nothing when it is not decided yet.
package_set() { sed -n 's/.*<PackageSet>\(.*\)<.PackageSet>.*/\1/p' "$artifacts/PackageSet.props" 2>/dev/null; }

restore_probe() { (cd "$artifacts/probe" && dotnet restore Probe.csproj "$@") >"$artifacts/probe/restore.log" 2>&1 9>&-; }

probe_errors() { grep -oE 'error [A-Z]+[0-9]+' "$artifacts/probe/restore.log" | cut -d' ' -f2 | sort -u | tr '\n' ' ' || true; }

give_up_probing() {
  cat "$artifacts/probe/restore.log" >&2
  fail "The package feed gave no clear answer, so the package set is not decided. Mend the above and try again."
}

# A project that knows nothing of this repository's settings, with the exact versions of Directory.Packages.props: a newer one in place of
# a missing one proves nothing.
write_probe() {
  mkdir -p "$artifacts/probe"
  local file
  for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do
    echo '<Project />' >"$artifacts/probe/$file"
  done
  local sdk
  sdk=$(sed -n 's/.*Sdk="Aspire.AppHost.Sdk" Version="\([^"]*\)".*/\1/p' "$root/AppHost/AppHost.csproj" | head -n 1)
  cat >"$artifacts/probe/Probe.csproj" <<XML
<Project>
  <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
  <Import Project="Sdk.props" Sdk="Aspire.AppHost.Sdk" Version="$sdk" Condition="'\$(WithAspireSdk)' == 'true'" />
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
$(full_packages)
  </ItemGroup>
  <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
  <Import Project="Sdk.targets" Sdk="Aspire.AppHost.Sdk" Version="$sdk" Condition="'\$(WithAspireSdk)' == 'true'" />
</Project>
XML
}

full_packages() {
  sed -n '/Label="The full set"/,/<\/ItemGroup>/ s/.*<PackageVersion Include="\([^"]*\)" Version="\([^"]*\)".*/    <PackageReference Include="\1" Version="[\2]" \/>/p' \
    "$root/Directory.Packages.props"
}
